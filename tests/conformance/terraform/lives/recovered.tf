# What is deleted is kept, and brought back when it is wanted again.
resource "azurerm_key_vault" "recovered" {
  name                       = "kvrecoveredlives"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = false

  access_policy {
    tenant_id               = data.azurerm_client_config.current.tenant_id
    object_id               = data.azurerm_client_config.current.object_id
    secret_permissions      = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
    certificate_permissions = ["Get", "List", "ManageContacts"]
  }
}

resource "azurerm_key_vault_certificate_contacts" "this" {
  key_vault_id = azurerm_key_vault.recovered.id

  contact {
    email = "somebody@widemo.test"
  }
}

resource "azurerm_key_vault_secret" "this" {
  name         = "s"
  value        = "kept"
  key_vault_id = azurerm_key_vault.recovered.id
}

resource "azurerm_app_configuration" "this" {
  name                = "appcs-recovered-lives"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  sku                 = "standard"
}
