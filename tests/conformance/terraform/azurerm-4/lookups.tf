# needs: network gateway logs smallcluster
# What is only read.
data "azurerm_resource_group" "this" {
  name = azurerm_resource_group.this.name
}

data "azurerm_resources" "this" {
  resource_group_name = azurerm_resource_group.this.name
  type                = "Microsoft.Network/virtualNetworks"
  depends_on          = [azurerm_virtual_network.this]
}

data "azurerm_virtual_network" "this" {
  name                = azurerm_virtual_network.this.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_subnet" "aks" {
  name                 = azurerm_subnet.aks.name
  virtual_network_name = azurerm_virtual_network.this.name
  resource_group_name  = azurerm_resource_group.this.name
}

data "azurerm_public_ip" "this" {
  name                = azurerm_public_ip.this.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_application_gateway" "this" {
  name                = azurerm_application_gateway.this.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_log_analytics_workspace" "this" {
  name                = azurerm_log_analytics_workspace.this.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_kubernetes_cluster" "small" {
  name                = azurerm_kubernetes_cluster.small.name
  resource_group_name = azurerm_resource_group.this.name
}

data "azurerm_subscriptions" "all" {}

data "azurerm_role_assignments" "this" {
  scope = data.azurerm_subscription.current.id
}

data "azurerm_location" "this" {
  location = "westeurope"
}

data "azurerm_kubernetes_service_versions" "this" {
  location = "westeurope"
}

resource "azurerm_network_security_group" "this" {
  name                = "nsg"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = local.tags

  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "Internet"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  subnet_id                 = azurerm_subnet.gateway.id
  network_security_group_id = azurerm_network_security_group.this.id
}
