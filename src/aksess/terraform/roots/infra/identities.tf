resource "azurerm_user_assigned_identity" "this" {
  for_each            = local.identities
  name                = each.key
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  tags                = local.tags
}

locals {
  # One federated credential for each workload, cluster and service account.
  workload_accounts = flatten([
    for workload in local.workloads : [
      for cluster in try(workload.clusters, keys(local.clusters)) : [
        for account in try(workload.serviceAccounts, [workload.serviceAccount]) : {
          identity = try(workload.identity, workload.name)
          cluster  = cluster
          subject  = "system:serviceaccount:${replace(account, "/", ":")}"
          # Underscores separate, because no namespace or service account has one; a dot, which Azure refuses, becomes two.
          name = "${cluster}_${replace(replace(account, ".", "__"), "/", "_")}"
        }
      ]
    ]
  ])

  # Azure takes 120 characters: a longer name keeps its beginning and ends in its own checksum. `aksess up --apply`
  # gives the same names.
  credentials = {
    for each in local.workload_accounts :
    "${each.identity}/${each.cluster}/${each.subject}" => merge(each, {
      name = length(each.name) <= 120 ? each.name : "${substr(each.name, 0, 79)}-${sha1(each.name)}"
    })
  }
}

# Azure refuses concurrent writes to one identity (409); the provider's own lock makes them wait for each other.
resource "azurerm_federated_identity_credential" "this" {
  for_each                  = local.credentials
  name                      = each.value.name
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.value.identity].id
  audience                  = ["api://AzureADTokenExchange"]
  # The issuer with its trailing slash, as the cluster says it: never trimmed, never typed.
  issuer  = azurerm_kubernetes_cluster.this[each.value.cluster].oidc_issuer_url
  subject = each.value.subject
}
