terraform {
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

# 1 creates, 2 updates in place what Azure can update in place.
variable "round" {
  type    = number
  default = 1
}

locals {
  suffix = "cnf3"
  tags   = { round = tostring(var.round) }
}

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "rg-${local.suffix}"
  location = "westeurope"
  tags     = local.tags
}
