# needs: smallcluster
resource "azurerm_user_assigned_identity" "this" {
  name                = "uai"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "this" {
  count               = 3
  name                = "fic-${count.index}"
  resource_group_name = azurerm_resource_group.this.name
  parent_id           = azurerm_user_assigned_identity.this.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.small.oidc_issuer_url
  subject             = "system:serviceaccount:widemo:sa-${count.index}-${var.round}"
}

# The spelling that 4.x brought beside parent_id, and that 5.x kept.
resource "azurerm_federated_identity_credential" "by_identity" {
  name                      = "fic-by-identity"
  user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = azurerm_kubernetes_cluster.small.oidc_issuer_url
  subject                   = "system:serviceaccount:widemo:sa-by-identity-${var.round}"
}

data "azurerm_user_assigned_identity" "this" {
  name                = azurerm_user_assigned_identity.this.name
  resource_group_name = azurerm_resource_group.this.name
}
