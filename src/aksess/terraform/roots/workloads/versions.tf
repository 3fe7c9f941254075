terraform {
  required_version = ">= 1.11"

  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 3.2"
    }
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.1"
    }
  }

  backend "local" {
    path = "terraform.tfstate"
  }
}

# A root of its own: the Kubernetes provider cannot be configured from a cluster that is made in the same run.
data "terraform_remote_state" "infra" {
  backend   = var.infra_state_backend
  workspace = terraform.workspace
  config    = var.infra_state
}

locals {
  infra = data.terraform_remote_state.infra.outputs
  kube  = local.infra.kube[var.cluster != "" ? var.cluster : one(keys(local.infra.kube))]
}

provider "kubernetes" {
  host                   = local.kube.host
  client_certificate     = base64decode(local.kube.client_certificate)
  client_key             = base64decode(local.kube.client_key)
  cluster_ca_certificate = base64decode(local.kube.cluster_ca_certificate)
}

provider "helm" {
  kubernetes = {
    host                   = local.kube.host
    client_certificate     = base64decode(local.kube.client_certificate)
    client_key             = base64decode(local.kube.client_key)
    cluster_ca_certificate = base64decode(local.kube.cluster_ca_certificate)
  }
}
