resource "azurerm_user_assigned_identity" "this" {
  for_each            = local.identities
  name                = each.key
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  tags                = local.tags
}

locals {
  # One federated credential for each workload, cluster and service account. The key is also its name
  # (letters, digits, - and _, at most 120), the same that `aksess up --apply` gives it.
  credentials = merge([
    for workload in local.workloads : merge([
      for cluster in try(workload.clusters, keys(local.clusters)) : {
        for account in try(workload.serviceAccounts, [workload.serviceAccount]) :
        "${cluster}-${replace(replace(account, "/", "-"), ".", "_")}" => {
          identity = try(workload.identity, workload.name)
          cluster  = cluster
          subject  = "system:serviceaccount:${replace(account, "/", ":")}"
        }
      }
    ]...)
  ]...)
}

# Azure refuses concurrent writes to one identity (409); the provider's own lock makes them wait for each other.
resource "azurerm_federated_identity_credential" "this" {
  for_each                  = local.credentials
  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.value.identity].id
  audience                  = ["api://AzureADTokenExchange"]
  # The issuer with its trailing slash, as the cluster says it: never trimmed, never typed.
  issuer  = azurerm_kubernetes_cluster.this[each.value.cluster].oidc_issuer_url
  subject = each.value.subject
}
