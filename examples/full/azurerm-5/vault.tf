locals {
  administrators = {
    owners   = data.azuread_group.subscription_owners.object_id
    deployer = data.azurerm_client_config.current.object_id
  }
}

resource "azurerm_key_vault" "instance" {
  name                            = "${local.short}-kv"
  location                        = azurerm_resource_group.instance.location
  resource_group_name             = azurerm_resource_group.instance.name
  tenant_id                       = data.azurerm_client_config.current.tenant_id
  sku_name                        = "standard"
  rbac_authorization_enabled      = false
  enabled_for_deployment          = false
  enabled_for_disk_encryption     = false
  enabled_for_template_deployment = false
  purge_protection_enabled        = false # a demo: a real vault keeps what is deleted
  tags                            = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = ["${var.address}/32", "${trimspace(data.http.my_address.response_body)}/32"]
    virtual_network_subnet_ids = [azurerm_subnet.aks.id]
  }

  dynamic "access_policy" {
    for_each = local.administrators
    content {
      tenant_id               = data.azurerm_client_config.current.tenant_id
      object_id               = access_policy.value
      key_permissions         = ["Get", "Purge", "Recover"]
      secret_permissions      = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
      certificate_permissions = ["Create", "Get", "Import", "List", "Update", "Delete", "Purge", "Recover"]
    }
  }

  access_policy {
    tenant_id          = azurerm_user_assigned_identity.aks.tenant_id
    object_id          = azurerm_user_assigned_identity.aks.principal_id
    secret_permissions = ["Get", "List"]
  }
}

resource "azurerm_key_vault_secret" "demo" {
  name             = "demo-secret"
  key_vault_id     = azurerm_key_vault.instance.id
  value_wo         = var.secret
  value_wo_version = 1
}
