resource "azurerm_kubernetes_cluster" "instance" {
  name                = "${local.name}-aks-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  dns_prefix          = "${local.name}-aks-${var.deployment}"
  node_resource_group = "${local.name}-aks-nodes-${var.deployment}"
  kubernetes_version  = local.kubernetes_version
  sku_tier            = "Standard"
  tags                = local.tags

  image_cleaner_enabled        = false
  image_cleaner_interval_hours = 48

  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  network_profile {
    network_plugin    = "azure"
    load_balancer_sku = "standard"
    service_cidr      = "10.41.0.0/16"
    dns_service_ip    = "10.41.0.10"
  }

  storage_profile {
    file_driver_enabled = true
  }

  default_node_pool {
    name                 = "chlinux"
    orchestrator_version = local.kubernetes_version
    node_count           = 1
    auto_scaling_enabled = true
    min_count            = 1
    max_count            = 7
    vm_size              = "Standard_DS4_v2"
    os_sku               = "Ubuntu"
    vnet_subnet_id       = azurerm_subnet.aks.id
    max_pods             = 30
    type                 = "VirtualMachineScaleSets"
    scale_down_mode      = "Delete"
    zones                = ["1", "2", "3"]
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.gateway.id
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = false
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = false
    tenant_id              = data.azurerm_client_config.current.tenant_id
    admin_group_object_ids = [data.azuread_group.subscription_owners.object_id]
  }

  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.instance.id
  }

  depends_on = [azurerm_application_gateway.gateway]

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }
}
