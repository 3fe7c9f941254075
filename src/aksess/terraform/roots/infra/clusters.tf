resource "azurerm_kubernetes_cluster" "this" {
  # checkov:skip=CKV_AZURE_4:Logging is the platform's choice; add an oms_agent block where you have a workspace.
  # checkov:skip=CKV_AZURE_5:RBAC is on by default.
  # checkov:skip=CKV_AZURE_6:Authorized ranges belong to your network; add api_server_access_profile.
  # checkov:skip=CKV_AZURE_7:A network policy is your choice of engine.
  # checkov:skip=CKV_AZURE_115:A private cluster needs a way in that this root cannot know.
  # checkov:skip=CKV_AZURE_116:Azure Policy is the platform's choice.
  # checkov:skip=CKV_AZURE_117:Disk encryption sets need a key of yours.
  # checkov:skip=CKV_AZURE_141:The workloads root signs in with the local account until you give it kubelogin.
  # checkov:skip=CKV_AZURE_168:30 pods a node is what Azure CNI plans addresses for.
  # checkov:skip=CKV_AZURE_170:sku_tier comes from aksess.yaml; Free is right for a trial.
  # checkov:skip=CKV_AZURE_172:The CSI add-on is another way to secrets; this root shows workload identity.
  # checkov:skip=CKV_AZURE_226:Ephemeral disks depend on the node size.
  # checkov:skip=CKV_AZURE_227:Encryption at host must be registered in the subscription first.
  # checkov:skip=CKV_AZURE_232:One pool for all is right for a trial.
  for_each            = local.clusters
  name                = each.key
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  dns_prefix          = try(each.value.dnsPrefix, each.key)
  kubernetes_version  = try(each.value.kubernetesVersion, null)
  sku_tier            = try(each.value.skuTier, "Free")
  tags                = local.tags

  # The two flags that the whole chain stands on: tokens with a public issuer, and Azure's webhook.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  automatic_upgrade_channel = "patch"
  node_os_upgrade_channel   = "NodeImage"

  default_node_pool {
    name                        = "system"
    node_count                  = try(each.value.nodeCount, 1)
    vm_size                     = try(each.value.nodeSize, "Standard_D2s_v5")
    vnet_subnet_id              = try(local.subnet_ids[each.value.subnet], null)
    temporary_name_for_rotation = "systemtmp"

    upgrade_settings {
      max_surge = "10%"
    }
  }

  network_profile {
    network_plugin    = "azure"
    load_balancer_sku = "standard"
    service_cidr      = "172.16.0.0/16"
    dns_service_ip    = "172.16.0.10"
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }
}
