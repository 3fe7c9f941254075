# The least that the first article needs.
resource "azurerm_kubernetes_cluster" "small" {
  name                      = "small"
  resource_group_name       = azurerm_resource_group.this.name
  location                  = azurerm_resource_group.this.location
  dns_prefix                = "small-${local.suffix}"
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
  tags                      = local.tags

  default_node_pool {
    name       = "default"
    node_count = var.round
    vm_size    = "Standard_B2s"
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }
}
