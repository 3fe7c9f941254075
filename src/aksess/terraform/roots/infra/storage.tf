locals {
  containers = merge([
    for account, each in local.accounts : {
      for name in try(each.containers, []) : "${account}/${name}" => { account = account, name = name }
    }
  ]...)
  queues = merge([
    for account, each in local.accounts : {
      for name in try(each.queues, []) : "${account}/${name}" => { account = account, name = name }
    }
  ]...)
}

resource "azurerm_storage_account" "this" {
  # checkov:skip=CKV_AZURE_33:Queue logging is the platform's choice.
  # checkov:skip=CKV_AZURE_35:network in aksess.yaml closes the account; a trial starts open.
  # checkov:skip=CKV_AZURE_59:See CKV_AZURE_35.
  # checkov:skip=CKV_AZURE_206:replication comes from aksess.yaml.
  # checkov:skip=CKV2_AZURE_1:Encryption with a key of yours needs a vault with purge protection.
  # checkov:skip=CKV2_AZURE_33:A private endpoint needs DNS zones that this root cannot know.
  # checkov:skip=CKV2_AZURE_38:Soft delete of blobs is the owner's choice.
  # checkov:skip=CKV2_AZURE_41:No SAS tokens: shared keys are off.
  for_each                        = local.accounts
  name                            = each.key
  location                        = azurerm_resource_group.this.location
  resource_group_name             = azurerm_resource_group.this.name
  account_tier                    = "Standard"
  account_replication_type        = try(each.value.replication, "LRS")
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  # Identities only: what workload identity is for.
  shared_access_key_enabled = false
  tags                      = local.tags
}

# A resource of its own: taken away, it opens the account again. A block in the account would leave the rules there.
resource "azurerm_storage_account_network_rules" "this" {
  # checkov:skip=CKV_AZURE_35:network in aksess.yaml says what happens to a caller that no rule names.
  for_each           = { for name, each in local.accounts : name => each.network if can(each.network) }
  storage_account_id = azurerm_storage_account.this[each.key].id
  bypass             = ["AzureServices"]
  default_action     = title(try(each.value.default, "deny"))
  # Storage wants single addresses without /32.
  ip_rules = [
    for address in try(each.value.addresses, []) :
    address == "caller" ? local.own_address : trimsuffix(address, "/32")
  ]
  virtual_network_subnet_ids = [
    for subnet in try(each.value.subnets, []) : local.subnet_ids[subnet]
  ]
}

resource "azurerm_storage_container" "this" {
  # checkov:skip=CKV2_AZURE_21:Read logging is the platform's choice.
  for_each              = local.containers
  name                  = each.value.name
  storage_account_id    = azurerm_storage_account.this[each.value.account].id
  container_access_type = "private"
}

resource "azurerm_storage_queue" "this" {
  for_each           = local.queues
  name               = each.value.name
  storage_account_id = azurerm_storage_account.this[each.value.account].id
}
