terraform {
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.9"
    }
  }
}

provider "azuread" {}

# 1 creates, 2 updates in place.
variable "round" {
  type    = number
  default = 1
}

data "azuread_client_config" "current" {}
