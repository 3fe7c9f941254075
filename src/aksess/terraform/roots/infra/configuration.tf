locals {
  configuration_keys = merge([
    for store, each in local.stores : {
      for entry in try(each.keys, []) : "${store}/${try(entry.label, "")}/${entry.key}" => merge(entry, { store = store })
    }
  ]...)
  configuration_features = merge([
    for store, each in local.stores : {
      for entry in try(each.features, []) : "${store}/${try(entry.label, "")}/${entry.name}" => merge(entry, { store = store })
    }
  ]...)
}

resource "azurerm_app_configuration" "this" {
  # checkov:skip=CKV_AZURE_184:Access keys are off (local_auth_enabled); the check reads an older argument.
  # checkov:skip=CKV_AZURE_185:A private endpoint needs DNS zones that this root cannot know.
  # checkov:skip=CKV_AZURE_186:Encryption with a key of yours needs a vault with purge protection.
  # checkov:skip=CKV_AZURE_187:Purge protection would keep a trial's name for a week.
  # checkov:skip=CKV_AZURE_188:sku comes from aksess.yaml.
  for_each            = local.stores
  name                = each.key
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  sku                 = try(each.value.sku, "standard")
  local_auth_enabled  = false
  tags                = local.tags
}

resource "azurerm_role_assignment" "deployer_configuration" {
  for_each = {
    for name, each in local.stores : name => each
    if length(try(each.keys, [])) + length(try(each.features, [])) > 0
  }
  scope                = azurerm_app_configuration.this[each.key].id
  role_definition_name = "App Configuration Data Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_app_configuration_key" "this" {
  for_each               = local.configuration_keys
  configuration_store_id = azurerm_app_configuration.this[each.value.store].id
  key                    = each.value.key
  label                  = try(each.value.label, null)
  type                   = can(each.value.secret) ? "vault" : "kv"
  value                  = can(each.value.secret) ? null : each.value.value
  content_type           = can(each.value.secret) ? null : try(each.value.contentType, "")
  vault_key_reference = (
    can(each.value.secret) ? azurerm_key_vault_secret.this[each.value.secret].versionless_id : null
  )

  depends_on = [azurerm_role_assignment.deployer_configuration]
}

resource "azurerm_app_configuration_feature" "this" {
  for_each               = local.configuration_features
  configuration_store_id = azurerm_app_configuration.this[each.value.store].id
  name                   = each.value.name
  label                  = try(each.value.label, null)
  description            = try(each.value.description, null)
  enabled                = try(each.value.enabled, false)

  depends_on = [azurerm_role_assignment.deployer_configuration]
}
