terraform {
  # Write-only arguments (a secret's value never enters the state) need 1.11.
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
    http = {
      source  = "hashicorp/http"
      version = "~> 3.6"
    }
  }

  # The state stays beside the files until there is a team. backend-azurerm.tf.example shows the shared one.
  backend "local" {
    path = "terraform.tfstate"
  }
}

provider "azurerm" {
  features {}
}
