# needs: network
# A cluster of the other choices: an identity of its own, Cilium on an overlay, Azure's RBAC, windows for upgrades.
resource "azurerm_user_assigned_identity" "cluster" {
  name                = "uai-cluster"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}

resource "azurerm_user_assigned_identity" "kubelet" {
  name                = "uai-kubelet"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}

resource "azurerm_role_assignment" "kubelet" {
  scope                = azurerm_user_assigned_identity.kubelet.id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
}

resource "azurerm_kubernetes_cluster" "more" {
  name                      = "more"
  resource_group_name       = azurerm_resource_group.this.name
  location                  = azurerm_resource_group.this.location
  dns_prefix                = "more-${local.suffix}"
  node_resource_group       = "rg-${local.suffix}-nodes"
  sku_tier                  = var.round > 1 ? "Standard" : "Free"
  automatic_channel_upgrade = "stable"
  node_os_channel_upgrade   = "NodeImage"
  azure_policy_enabled      = true
  local_account_disabled    = true
  run_command_enabled       = false
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
  tags                      = local.tags

  default_node_pool {
    name                        = "system"
    vm_size                     = "Standard_D4s_v5"
    node_count                  = var.round
    os_disk_size_gb             = 64
    os_disk_type                = "Managed"
    max_pods                    = 110
    temporary_name_for_rotation = "systemtmp"
    vnet_subnet_id              = azurerm_subnet.aks.id
    node_labels                 = { round = tostring(var.round) }

    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 5
    }
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "loadBalancer"
    pod_cidr            = "192.168.0.0/16"
    service_cidr        = "10.42.0.0/16"
    dns_service_ip      = "10.42.0.10"

    load_balancer_profile {
      managed_outbound_ip_count = var.round
      idle_timeout_in_minutes   = 30
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.kubelet.client_id
    object_id                 = azurerm_user_assigned_identity.kubelet.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id
  }

  azure_active_directory_role_based_access_control {
    managed            = true
    tenant_id          = data.azurerm_client_config.current.tenant_id
    azure_rbac_enabled = true
  }

  api_server_access_profile {
    authorized_ip_ranges = var.round > 1 ? ["203.0.113.0/24", "198.51.100.0/24"] : ["203.0.113.0/24"]
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "5m"
  }

  workload_autoscaler_profile {
    keda_enabled                    = true
    vertical_pod_autoscaler_enabled = var.round > 1
  }

  auto_scaler_profile {
    expander          = "least-waste"
    max_unready_nodes = 1
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
  }

  maintenance_window_node_os {
    frequency  = "Daily"
    interval   = 1
    duration   = 4
    start_time = "03:00"
    utc_offset = "+00:00"
  }

  storage_profile {
    blob_driver_enabled = true
    disk_driver_enabled = true
    file_driver_enabled = false
  }

  depends_on = [azurerm_role_assignment.kubelet]
}

resource "azurerm_kubernetes_cluster_node_pool" "spot" {
  name                  = "spot"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.more.id
  vm_size               = "Standard_D2s_v5"
  mode                  = "User"
  priority              = "Spot"
  eviction_policy       = "Delete"
  spot_max_price        = -1
  enable_auto_scaling   = true
  min_count             = 0
  max_count             = 2 + var.round
  os_type               = "Linux"
  os_sku                = "AzureLinux"
  zones                 = ["1", "2"]
  node_labels           = { "kubernetes.azure.com/scalesetpriority" = "spot" }
  node_taints           = ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]
  vnet_subnet_id        = azurerm_subnet.aks.id
  tags                  = local.tags
}

resource "azurerm_kubernetes_cluster_node_pool" "windows" {
  name                  = "win"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.more.id
  vm_size               = "Standard_D2s_v5"
  node_count            = 1
  os_type               = "Windows"
  os_sku                = "Windows2022"
  vnet_subnet_id        = azurerm_subnet.aks.id
}

data "azurerm_kubernetes_cluster_node_pool" "spot" {
  name                    = azurerm_kubernetes_cluster_node_pool.spot.name
  kubernetes_cluster_name = azurerm_kubernetes_cluster.more.name
  resource_group_name     = azurerm_resource_group.this.name
}
