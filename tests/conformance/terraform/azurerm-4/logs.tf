resource "azurerm_log_analytics_workspace" "this" {
  name                = "law-${local.suffix}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  sku                 = "PerGB2018"
  retention_in_days   = var.round > 1 ? 60 : 30
  tags                = local.tags
}
