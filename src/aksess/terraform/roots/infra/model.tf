# aksess.yaml is the only place that names anything: these locals turn its lists into maps for for_each.
locals {
  model    = yamldecode(file("${path.module}/${var.model}"))
  location = local.model.location
  tags     = try(local.model.tags, {})

  clusters   = { for each in try(local.model.clusters, []) : each.name => each }
  vaults     = { for each in try(local.model.vaults, []) : each.name => each }
  stores     = { for each in try(local.model.configurationStores, []) : each.name => each }
  accounts   = { for each in try(local.model.storageAccounts, []) : each.name => each }
  workloads  = { for each in try(local.model.workloads, []) : each.name => each }
  identities = toset([for each in local.workloads : try(each.identity, each.name)])

  # What aksess.yaml calls `caller` is the address of whoever applies, asked only where a rule needs it.
  networks = [for each in concat(values(local.vaults), values(local.accounts)) : try(each.network, null)]
  asks_own_address = anytrue([
    for network in local.networks : contains(try(network.addresses, []), "caller")
  ])
}

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

data "http" "own_address" {
  count = local.asks_own_address ? 1 : 0
  url   = "https://api.ipify.org"
}

locals {
  own_address = local.asks_own_address ? trimspace(data.http.own_address[0].response_body) : ""
}

resource "azurerm_resource_group" "this" {
  name     = local.model.resourceGroup
  location = local.location
  tags     = local.tags
}
