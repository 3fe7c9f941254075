# needs: vaults
data "azurerm_role_definition" "reader" {
  name = "Key Vault Reader"
}

resource "azurerm_role_definition" "custom" {
  name        = "Vault looker ${local.suffix}"
  scope       = data.azurerm_subscription.current.id
  description = "round ${var.round}"

  permissions {
    actions      = ["Microsoft.KeyVault/vaults/read"]
    data_actions = ["Microsoft.KeyVault/vaults/secrets/readMetadata/action"]
  }

  assignable_scopes = [data.azurerm_subscription.current.id]
}

resource "azurerm_role_assignment" "vault_by_name" {
  scope                = azurerm_key_vault.rbac.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "group_by_id" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = data.azurerm_role_definition.reader.role_definition_id == "" ? null : "${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/${data.azurerm_role_definition.reader.role_definition_id}"
  principal_id       = azurerm_user_assigned_identity.this.principal_id
}

resource "azurerm_role_assignment" "subscription_custom" {
  scope              = data.azurerm_subscription.current.id
  role_definition_id = azurerm_role_definition.custom.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.this.principal_id
}
