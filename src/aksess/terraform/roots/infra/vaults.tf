locals {
  vault_secrets = merge([
    for vault, each in local.vaults : {
      for secret in try(each.secrets, []) : "${vault}/${try(secret.name, secret)}" => {
        vault       = vault
        name        = try(secret.name, secret)
        contentType = try(secret.contentType, null)
        value       = try(secret.value, null)
        rbac        = try(each.authorization, "rbac") == "rbac"
      }
    }
  ]...)

  # access: [{to: vault/NAME, secrets: [get, list]}] on a vault with `authorization: policies`
  vault_policies = merge([
    for workload in local.workloads : {
      for access in try(workload.access, []) :
      "${try(workload.identity, workload.name)}/${split("/", access.to)[1]}" => {
        identity = try(workload.identity, workload.name)
        vault    = split("/", access.to)[1]
        secrets  = [for permission in flatten([access.secrets]) : title(permission)]
      } if can(access.secrets)
    }
  ]...)
}

resource "azurerm_key_vault" "this" {
  # checkov:skip=CKV_AZURE_42:purgeProtection in aksess.yaml turns it on; a trial must be able to start again.
  # checkov:skip=CKV_AZURE_109:network in aksess.yaml closes the vault; a trial starts open.
  # checkov:skip=CKV_AZURE_110:See CKV_AZURE_42.
  # checkov:skip=CKV_AZURE_189:See CKV_AZURE_109.
  # checkov:skip=CKV2_AZURE_32:A private endpoint needs DNS zones that this root cannot know.
  for_each                   = local.vaults
  name                       = each.key
  location                   = azurerm_resource_group.this.location
  resource_group_name        = azurerm_resource_group.this.name
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = try(each.value.sku, "standard")
  rbac_authorization_enabled = try(each.value.authorization, "rbac") == "rbac"
  purge_protection_enabled   = try(each.value.purgeProtection, false)
  soft_delete_retention_days = try(each.value.retentionDays, 90)
  tags                       = local.tags

  # Said for an open vault, too: without the block the provider leaves the rules that are there.
  network_acls {
    bypass         = "AzureServices"
    default_action = title(try(each.value.network.default, can(each.value.network) ? "deny" : "allow"))
    ip_rules = [
      for address in try(each.value.network.addresses, []) :
      address == "caller" ? "${local.own_address}/32" : address
    ]
    virtual_network_subnet_ids = [
      for subnet in try(each.value.network.subnets, []) : local.subnet_ids[subnet]
    ]
  }
}

resource "azurerm_key_vault_access_policy" "workload" {
  for_each           = local.vault_policies
  key_vault_id       = azurerm_key_vault.this[each.value.vault].id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = azurerm_user_assigned_identity.this[each.value.identity].principal_id
  secret_permissions = each.value.secrets
}

# Whoever applies writes the secrets, and on Azure even an Owner may not without being told so.
resource "azurerm_key_vault_access_policy" "deployer" {
  for_each           = { for name, each in local.vaults : name => each if try(each.authorization, "rbac") != "rbac" }
  key_vault_id       = azurerm_key_vault.this[each.key].id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = data.azurerm_client_config.current.object_id
  secret_permissions = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
}

resource "azurerm_role_assignment" "deployer_secrets" {
  for_each = {
    for name, each in local.vaults : name => each
    if try(each.authorization, "rbac") == "rbac" && length(try(each.secrets, [])) > 0
  }
  scope                = azurerm_key_vault.this[each.key].id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_key_vault_secret" "this" {
  # checkov:skip=CKV_AZURE_41:How long a secret is good is its owner's to say.
  for_each         = local.vault_secrets
  name             = each.value.name
  key_vault_id     = azurerm_key_vault.this[each.value.vault].id
  content_type     = coalesce(each.value.contentType, "text/plain")
  value_wo         = try(var.secrets[each.value.name], each.value.value)
  value_wo_version = var.secrets_version

  depends_on = [azurerm_role_assignment.deployer_secrets, azurerm_key_vault_access_policy.deployer]
}
