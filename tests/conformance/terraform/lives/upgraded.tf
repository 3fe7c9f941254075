# 2 upgrades Kubernetes, 3 gives the nodes another size: through a pool of a temporary name.
resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  dns_prefix          = "aks-lives"
  kubernetes_version  = var.round > 1 ? "1.33.3" : "1.32.7"
  oidc_issuer_enabled = true

  default_node_pool {
    name                        = "default"
    node_count                  = 1
    vm_size                     = var.round > 2 ? "Standard_D4s_v5" : "Standard_D2s_v5"
    orchestrator_version        = var.round > 1 ? "1.33.3" : "1.32.7"
    temporary_name_for_rotation = "tmp"
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }
}

output "issuer" {
  value = azurerm_kubernetes_cluster.this.oidc_issuer_url
}
