# needs: network identity
resource "azurerm_key_vault" "inline" {
  name                       = "kvinline${local.suffix}"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  soft_delete_retention_days = 7
  tags                       = local.tags

  access_policy {
    tenant_id               = data.azurerm_client_config.current.tenant_id
    object_id               = data.azurerm_client_config.current.object_id
    secret_permissions      = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
    key_permissions         = ["Get", "List", "Create", "Update", "Delete", "Purge", "Recover", "GetRotationPolicy", "SetRotationPolicy"]
    certificate_permissions = ["Get", "List", "Create", "Import", "Update", "Delete", "Purge", "Recover"]
  }
  dynamic "access_policy" {
    for_each = var.round > 1 ? [1] : []
    content {
      tenant_id          = data.azurerm_client_config.current.tenant_id
      object_id          = azurerm_user_assigned_identity.this.principal_id
      secret_permissions = ["Get"]
    }
  }
}

resource "azurerm_key_vault" "closed" {
  name                       = "kvclosed${local.suffix}"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  tags                       = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = var.round > 1 ? ["203.0.113.10/32", "198.51.100.7/32"] : ["203.0.113.10/32"]
    virtual_network_subnet_ids = [azurerm_subnet.aks.id]
  }
}

resource "azurerm_key_vault_access_policy" "closed" {
  key_vault_id       = azurerm_key_vault.closed.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = azurerm_user_assigned_identity.this.principal_id
  secret_permissions = var.round > 1 ? ["Get", "List"] : ["Get"]
}

resource "azurerm_key_vault" "rbac" {
  name                       = "kvrbac${local.suffix}"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  tags                       = local.tags
}

data "azurerm_key_vault" "inline" {
  name                = azurerm_key_vault.inline.name
  resource_group_name = azurerm_resource_group.this.name
}
