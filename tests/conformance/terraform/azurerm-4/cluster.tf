# needs: network gateway logs
resource "azurerm_kubernetes_cluster" "this" {
  name                         = "aks"
  resource_group_name          = azurerm_resource_group.this.name
  location                     = azurerm_resource_group.this.location
  dns_prefix                   = "aks-${local.suffix}"
  sku_tier                     = "Standard"
  kubernetes_version           = "1.33.3"
  image_cleaner_enabled        = false
  image_cleaner_interval_hours = 48
  oidc_issuer_enabled          = true
  workload_identity_enabled    = true
  tags                         = local.tags

  default_node_pool {
    name                 = "chlinux"
    orchestrator_version = "1.33.3"
    vm_size              = "Standard_DS4_v2"
    os_sku               = "Ubuntu"
    auto_scaling_enabled = true
    min_count            = 1
    max_count            = var.round > 1 ? 9 : 7
    node_count           = 1
    max_pods             = 30
    vnet_subnet_id       = azurerm_subnet.aks.id
    type                 = "VirtualMachineScaleSets"
    scale_down_mode      = "Delete"
    zones                = ["1", "2", "3"]
  }

  network_profile {
    network_plugin    = "azure"
    load_balancer_sku = "standard"
    service_cidr      = "10.41.0.0/16"
    dns_service_ip    = "10.41.0.10"
  }

  storage_profile {
    file_driver_enabled = true
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = false
  }

  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.this.id
  }

  azure_active_directory_role_based_access_control {
    tenant_id              = data.azurerm_client_config.current.tenant_id
    azure_rbac_enabled     = false
    admin_group_object_ids = ["11111111-1111-4111-8111-111111111111"]
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  name                  = "user"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  vm_size               = "Standard_D2s_v5"
  node_count            = var.round
  vnet_subnet_id        = azurerm_subnet.aks.id
  node_labels           = { pool = "user" }
  tags                  = local.tags
}

data "azurerm_kubernetes_cluster" "this" {
  name                = azurerm_kubernetes_cluster.this.name
  resource_group_name = azurerm_resource_group.this.name
}

output "issuer" {
  value = data.azurerm_kubernetes_cluster.this.oidc_issuer_url
}
