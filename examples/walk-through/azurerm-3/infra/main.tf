# Root one: everything in Azure. The cluster hands out tokens, the identity trusts exactly one service account
# of it, and the vault trusts the identity. No secret is stored anywhere but in the vault.
terraform {
  required_version = ">= 1.3"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.117"
    }
  }
}

provider "azurerm" {
  features {}
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "quick_start" {
  name     = "${var.name}-rg"
  location = var.location
}

# The least that works: one pool of Linux nodes. (The preview extension of the CLI that older guides ask for is
# no longer needed: workload identity is generally available.)
resource "azurerm_kubernetes_cluster" "quick_start" {
  name                      = "${var.name}-aks"
  location                  = azurerm_resource_group.quick_start.location
  resource_group_name       = azurerm_resource_group.quick_start.name
  dns_prefix                = var.name
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  default_node_pool {
    name       = "default"
    node_count = 1
    vm_size    = "Standard_B2s"
    os_sku     = "Ubuntu"
  }

  network_profile {
    network_plugin = "azure"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_user_assigned_identity" "quick_start" {
  name                = "${var.name}-identity"
  location            = azurerm_resource_group.quick_start.location
  resource_group_name = azurerm_resource_group.quick_start.name
}

# One of these for each service account that shall be this identity.
resource "azurerm_federated_identity_credential" "quick_start" {
  name                = "${var.name}-fic"
  resource_group_name = azurerm_resource_group.quick_start.name
  parent_id           = azurerm_user_assigned_identity.quick_start.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.quick_start.oidc_issuer_url
  subject             = "system:serviceaccount:${var.namespace}:${var.service_account}"
}

resource "azurerm_key_vault" "quick_start" {
  name                      = "${var.name}-kv"
  location                  = azurerm_resource_group.quick_start.location
  resource_group_name       = azurerm_resource_group.quick_start.name
  tenant_id                 = data.azurerm_client_config.current.tenant_id
  sku_name                  = "standard"
  enable_rbac_authorization = false

  access_policy {
    tenant_id          = data.azurerm_client_config.current.tenant_id
    object_id          = data.azurerm_client_config.current.object_id
    secret_permissions = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
  }

  access_policy {
    tenant_id          = azurerm_user_assigned_identity.quick_start.tenant_id
    object_id          = azurerm_user_assigned_identity.quick_start.principal_id
    secret_permissions = ["Get"]
  }
}

# Optional: a secret can as well be set by hand (`az keyvault secret set`).
resource "azurerm_key_vault_secret" "my_secret" {
  name         = "my-secret"
  key_vault_id = azurerm_key_vault.quick_start.id
  value        = var.secret
}
