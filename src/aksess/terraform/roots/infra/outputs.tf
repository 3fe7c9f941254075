output "tenant_id" {
  description = "Tenant of the identities, for the service accounts' annotation."
  value       = data.azurerm_client_config.current.tenant_id
}

output "subscription_id" {
  description = "Subscription that holds the resources."
  value       = data.azurerm_subscription.current.subscription_id
}

output "resource_group" {
  description = "Resource group of everything."
  value       = azurerm_resource_group.this.name
}

output "issuers" {
  description = "OIDC issuer of each cluster, with its trailing slash."
  value       = { for name, each in azurerm_kubernetes_cluster.this : name => each.oidc_issuer_url }
}

output "client_ids" {
  description = "Client id of each identity, for the service accounts' annotation."
  value       = { for name, each in azurerm_user_assigned_identity.this : name => each.client_id }
}

output "principal_ids" {
  description = "Object id of each identity, for role assignments."
  value       = { for name, each in azurerm_user_assigned_identity.this : name => each.principal_id }
}

output "vault_uris" {
  description = "URI of each vault."
  value       = { for name, each in azurerm_key_vault.this : name => each.vault_uri }
}

output "configuration_endpoints" {
  description = "Endpoint of each App Configuration store."
  value       = { for name, each in azurerm_app_configuration.this : name => each.endpoint }
}

output "blob_endpoints" {
  description = "Blob endpoint of each storage account."
  value       = { for name, each in azurerm_storage_account.this : name => each.primary_blob_endpoint }
}

output "kube" {
  description = "Where each cluster's API server is and how to sign in."
  sensitive   = true
  value = {
    for name, each in azurerm_kubernetes_cluster.this : name => {
      host                   = each.kube_config[0].host
      client_certificate     = each.kube_config[0].client_certificate
      client_key             = each.kube_config[0].client_key
      cluster_ca_certificate = each.kube_config[0].cluster_ca_certificate
    }
  }
}
