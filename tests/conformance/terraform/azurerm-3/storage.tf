resource "azurerm_storage_account" "this" {
  name                     = "st${local.suffix}"
  resource_group_name      = azurerm_resource_group.this.name
  location                 = azurerm_resource_group.this.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
  min_tls_version          = "TLS1_2"
  tags                     = local.tags
}

resource "azurerm_storage_container" "this" {
  name                  = "data"
  storage_account_name  = azurerm_storage_account.this.name
  container_access_type = "private"
  metadata              = var.round > 1 ? { round = "2" } : {}
}

resource "azurerm_storage_blob" "this" {
  name                   = "hello.txt"
  storage_account_name   = azurerm_storage_account.this.name
  storage_container_name = azurerm_storage_container.this.name
  type                   = "Block"
  source_content         = "hello"
  content_type           = "text/plain"
}

resource "azurerm_storage_queue" "this" {
  name                 = "jobs"
  storage_account_name = azurerm_storage_account.this.name
}
