# needs: vaults
data "azurerm_role_definition" "reader" {
  name = "Key Vault Reader"
}

data "azurerm_role_definition" "at_subscription" {
  name  = "Reader"
  scope = data.azurerm_subscription.current.id
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
  role_definition_id = "${data.azurerm_subscription.current.id}${data.azurerm_role_definition.reader.id}"
  principal_id       = azurerm_user_assigned_identity.this.principal_id
}

# The id as the tenant spells it, without a subscription: kept as it was sent.
resource "azurerm_role_assignment" "group_by_tenants_id" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = data.azurerm_role_definition.reader.id
  principal_id       = data.azurerm_client_config.current.object_id
}

resource "azurerm_role_assignment" "group_by_subscriptions_id" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = data.azurerm_role_definition.at_subscription.id
  principal_id       = azurerm_user_assigned_identity.this.principal_id
}

resource "azurerm_role_assignment" "subscription_custom" {
  scope              = data.azurerm_subscription.current.id
  role_definition_id = azurerm_role_definition.custom.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.this.principal_id
}
