# needs: network
resource "azurerm_subnet" "storage" {
  name                 = "storage"
  resource_group_name  = azurerm_resource_group.this.name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = ["10.40.17.0/24"]
  service_endpoints    = ["Microsoft.Storage"]
}

resource "azurerm_storage_account" "more" {
  name                            = "stmore${local.suffix}"
  resource_group_name             = azurerm_resource_group.this.name
  location                        = azurerm_resource_group.this.location
  account_tier                    = "Standard"
  account_replication_type        = var.round > 1 ? "GRS" : "LRS"
  account_kind                    = "StorageV2"
  access_tier                     = "Cool"
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = true
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  tags                            = local.tags

  identity {
    type = "SystemAssigned"
  }

  network_rules {
    default_action             = "Deny"
    bypass                     = ["AzureServices", "Logging"]
    ip_rules                   = var.round > 1 ? ["203.0.113.10", "198.51.100.0/24"] : ["203.0.113.10"]
    virtual_network_subnet_ids = [azurerm_subnet.storage.id]
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 7
    }
    container_delete_retention_policy {
      days = 7
    }
  }
}

resource "azurerm_storage_container" "more" {
  name               = "more"
  storage_account_id = azurerm_storage_account.more.id
}

resource "azurerm_storage_blob" "file" {
  name                   = "folder/providers.tf"
  storage_account_name   = azurerm_storage_account.more.name
  storage_container_name = azurerm_storage_container.more.name
  type                   = "Block"
  source                 = "${path.module}/base.tf"
  content_type           = "text/plain"
  cache_control          = "max-age=60"
  metadata               = { round = tostring(var.round) }
}

resource "azurerm_storage_blob" "page" {
  name                   = "page.bin"
  storage_account_name   = azurerm_storage_account.more.name
  storage_container_name = azurerm_storage_container.more.name
  type                   = "Page"
  size                   = 5120
}

resource "azurerm_storage_blob" "append" {
  name                   = "log.txt"
  storage_account_name   = azurerm_storage_account.more.name
  storage_container_name = azurerm_storage_container.more.name
  type                   = "Append"
}

resource "azurerm_storage_queue" "more" {
  name               = "more"
  storage_account_id = azurerm_storage_account.more.id
  metadata           = { round = tostring(var.round) }
}

resource "azurerm_role_assignment" "conditional" {
  scope                = azurerm_storage_account.more.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = data.azurerm_client_config.current.object_id
  description          = "one container only"
  condition_version    = "2.0"
  condition            = "(!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}) OR @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'more')"
}

data "azurerm_storage_account" "more" {
  name                = azurerm_storage_account.more.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_storage_container" "more" {
  name               = azurerm_storage_container.more.name
  storage_account_id = azurerm_storage_account.more.id
}
