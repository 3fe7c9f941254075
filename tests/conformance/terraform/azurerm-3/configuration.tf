# needs: secrets
resource "azurerm_app_configuration" "this" {
  name                = "appcs-${local.suffix}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  sku                 = "standard"
  tags                = local.tags
}

resource "azurerm_role_assignment" "configuration" {
  scope                = azurerm_app_configuration.this.id
  role_definition_name = "App Configuration Data Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_app_configuration_key" "value" {
  configuration_store_id = azurerm_app_configuration.this.id
  key                    = "app/color"
  label                  = "dev"
  value                  = var.round > 1 ? "green" : "blue"
  depends_on             = [azurerm_role_assignment.configuration]
}

resource "azurerm_app_configuration_key" "nolabel" {
  configuration_store_id = azurerm_app_configuration.this.id
  key                    = "app:size"
  value                  = "1"
  locked                 = true
  depends_on             = [azurerm_role_assignment.configuration]
}

resource "azurerm_app_configuration_key" "reference" {
  configuration_store_id = azurerm_app_configuration.this.id
  key                    = "app:secret"
  type                   = "vault"
  vault_key_reference    = azurerm_key_vault_secret.plain.versionless_id
  depends_on             = [azurerm_role_assignment.configuration]
}

resource "azurerm_app_configuration_feature" "this" {
  configuration_store_id = azurerm_app_configuration.this.id
  name                   = "beta"
  description            = "the beta feature"
  enabled                = var.round > 1
  depends_on             = [azurerm_role_assignment.configuration]
}
