locals {
  model     = yamldecode(file("${path.module}/${var.model}"))
  workloads = { for each in try(local.model.workloads, []) : each.name => each }

  accounts = merge([
    for workload in local.workloads : {
      for account in try(workload.serviceAccounts, [workload.serviceAccount]) : account => {
        namespace  = split("/", account)[0]
        name       = split("/", account)[1]
        identity   = try(workload.identity, workload.name)
        expiration = try(tostring(workload.tokenExpiration), null)
      }
    }
  ]...)
  namespaces = toset([for each in local.accounts : each.namespace if each.namespace != "default"])
}

resource "kubernetes_namespace_v1" "this" {
  for_each = local.namespaces
  metadata {
    name = each.key
  }
}

# The annotations name the identity; the label that switches injection on belongs to the pods.
resource "kubernetes_service_account_v1" "this" {
  for_each = local.accounts
  metadata {
    name      = each.value.name
    namespace = each.value.namespace
    annotations = merge(
      {
        "azure.workload.identity/client-id" = local.infra.client_ids[each.value.identity]
        "azure.workload.identity/tenant-id" = local.infra.tenant_id
      },
      each.value.expiration == null ? {} : {
        "azure.workload.identity/service-account-token-expiration" = each.value.expiration
      },
    )
  }

  depends_on = [kubernetes_namespace_v1.this]
}

resource "helm_release" "webhook" {
  count            = var.install_webhook ? 1 : 0
  name             = "workload-identity-webhook"
  chart            = var.webhook_chart
  repository       = var.webhook_repository
  namespace        = "azure-workload-identity-system"
  create_namespace = true
  wait             = true

  set = [{ name = "azureTenantID", value = local.infra.tenant_id }]
}
