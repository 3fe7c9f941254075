# A vault that nobody may purge: deleted, it stays, and its name brings it back.
resource "azurerm_key_vault" "protected" {
  name                          = "kvprotectedlives"
  resource_group_name           = azurerm_resource_group.this.name
  location                      = azurerm_resource_group.this.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
  purge_protection_enabled      = true
}
