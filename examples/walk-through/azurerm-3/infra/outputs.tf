output "tenant_id" {
  description = "Tenant of the identity."
  value       = data.azurerm_client_config.current.tenant_id
}

output "client_id" {
  description = "Client id of the identity: the service account's annotation."
  value       = azurerm_user_assigned_identity.quick_start.client_id
}

output "oidc_issuer_url" {
  description = "Issuer of the cluster's tokens."
  value       = azurerm_kubernetes_cluster.quick_start.oidc_issuer_url
}

output "vault_uri" {
  description = "URI of the vault."
  value       = azurerm_key_vault.quick_start.vault_uri
}

output "namespace" {
  description = "Namespace of the service account."
  value       = var.namespace
}

output "service_account" {
  description = "Service account of the subject."
  value       = var.service_account
}

output "kube_config" {
  description = "How to reach the cluster."
  value       = azurerm_kubernetes_cluster.quick_start.kube_config[0]
  sensitive   = true
}
