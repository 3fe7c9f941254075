locals {
  gateway = {
    port     = "http"
    frontend = "public"
    backend  = "default-pool"
    settings = "default-settings"
    listener = "default-listener"
  }
}

resource "azurerm_public_ip" "gateway" {
  name                = "${local.name}-pip-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  allocation_method   = "Static"
  sku                 = "Standard"
  tags                = local.tags
}

# The ingress controller of the cluster rewrites all but the shell of this gateway.
resource "azurerm_application_gateway" "gateway" {
  name                = "${local.name}-agw-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  tags                = local.tags

  sku {
    name     = "Standard_v2"
    tier     = "Standard_v2"
    capacity = 1
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.gateway.id
  }

  frontend_port {
    name = local.gateway.port
    port = 80
  }

  frontend_ip_configuration {
    name                 = local.gateway.frontend
    public_ip_address_id = azurerm_public_ip.gateway.id
  }

  backend_address_pool {
    name = local.gateway.backend
  }

  backend_http_settings {
    name                  = local.gateway.settings
    cookie_based_affinity = "Disabled"
    port                  = 80
    protocol              = "Http"
    request_timeout       = 60
  }

  http_listener {
    name                           = local.gateway.listener
    frontend_ip_configuration_name = local.gateway.frontend
    frontend_port_name             = local.gateway.port
    protocol                       = "Http"
  }

  request_routing_rule {
    name                       = "default-rule"
    priority                   = 100
    rule_type                  = "Basic"
    http_listener_name         = local.gateway.listener
    backend_address_pool_name  = local.gateway.backend
    backend_http_settings_name = local.gateway.settings
  }

  lifecycle {
    ignore_changes = [
      backend_address_pool, backend_http_settings, frontend_port, http_listener, probe, request_routing_rule, tags,
    ]
  }
}
