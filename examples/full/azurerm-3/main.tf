locals {
  name               = "${var.prefix}-${var.project}-${var.environment}"
  short              = "${var.prefix}${var.project}${var.environment}"
  kubernetes_version = "1.33.3"
  common_tags = {
    project     = var.project
    environment = var.environment
    managed_by  = "terraform"
  }
  tags = merge(local.common_tags, var.tags)
}

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

data "azuread_group" "subscription_owners" {
  display_name     = var.owners_group
  security_enabled = true
}

data "http" "my_address" {
  url = "https://api.ipify.org"
}

resource "azurerm_resource_group" "instance" {
  name     = "${local.name}-rg-${var.deployment}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_virtual_network" "instance" {
  name                = "${local.name}-vnet-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  address_space       = ["10.40.0.0/16"]
  tags                = local.tags
}

resource "azurerm_subnet" "aks" {
  name                 = "aks"
  resource_group_name  = azurerm_resource_group.instance.name
  virtual_network_name = azurerm_virtual_network.instance.name
  address_prefixes     = ["10.40.0.0/20"]

  service_endpoints = ["Microsoft.KeyVault", "Microsoft.Storage"]
}

resource "azurerm_subnet" "gateway" {
  name                 = "gateway"
  resource_group_name  = azurerm_resource_group.instance.name
  virtual_network_name = azurerm_virtual_network.instance.name
  address_prefixes     = ["10.40.16.0/24"]
}

resource "azurerm_log_analytics_workspace" "instance" {
  name                = "${local.name}-log-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  sku                 = "PerGB2018"
  retention_in_days   = 30
  tags                = local.tags
}
