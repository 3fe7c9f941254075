resource "azurerm_user_assigned_identity" "aks" {
  name                = "${local.name}-aks-uai-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "aks" {
  name                = "${local.name}-aks-fic-${var.deployment}"
  resource_group_name = azurerm_resource_group.instance.name
  parent_id           = azurerm_user_assigned_identity.aks.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.instance.oidc_issuer_url
  subject             = "system:serviceaccount:widemo:wi-demo-sa"
}

output "aks_uai_client_id" {
  description = "Client id for the annotation of widemo/wi-demo-sa."
  value       = azurerm_user_assigned_identity.aks.client_id
}

output "oidc_issuer_url" {
  description = "Issuer of the cluster's tokens."
  value       = azurerm_kubernetes_cluster.instance.oidc_issuer_url
}

output "tenant_id" {
  description = "Tenant of the identity."
  value       = data.azurerm_client_config.current.tenant_id
}
