# Root two, applied after root one: the Kubernetes provider cannot be configured from a cluster that is made in
# the same run.
terraform {
  required_version = ">= 1.3"
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.35"
    }
    helm = {
      source  = "hashicorp/helm"
      version = "~> 2.17"
    }
  }
}

data "terraform_remote_state" "infra" {
  backend = "local"
  config  = { path = "../infra/terraform.tfstate" }
}

locals {
  infra = data.terraform_remote_state.infra.outputs
  kube  = local.infra.kube_config
}

provider "kubernetes" {
  host                   = local.kube.host
  client_certificate     = base64decode(local.kube.client_certificate)
  client_key             = base64decode(local.kube.client_key)
  cluster_ca_certificate = base64decode(local.kube.cluster_ca_certificate)
}

provider "helm" {
  kubernetes {
    host                   = local.kube.host
    client_certificate     = base64decode(local.kube.client_certificate)
    client_key             = base64decode(local.kube.client_key)
    cluster_ca_certificate = base64decode(local.kube.cluster_ca_certificate)
  }
}

# Same namespace and name as in the federated credential's subject.
resource "kubernetes_service_account_v1" "workload" {
  metadata {
    name        = local.infra.service_account
    namespace   = local.infra.namespace
    annotations = { "azure.workload.identity/client-id" = local.infra.client_id }
  }
}

# Only for a cluster without AKS's own webhook (workload_identity_enabled = false): two of them fight.
resource "helm_release" "webhook" {
  count            = var.install_webhook ? 1 : 0
  name             = "workload-identity-webhook"
  repository       = "https://azure.github.io/azure-workload-identity/charts"
  chart            = "workload-identity-webhook"
  namespace        = "azure-workload-identity-system"
  create_namespace = true

  set {
    name  = "azureTenantID"
    value = local.infra.tenant_id
  }
}

variable "install_webhook" {
  description = "Install the azure-workload-identity-system chart."
  type        = bool
  default     = false
}

# Only for our test purposes: `kubectl logs quick-start -f` shows the secret.
resource "kubernetes_pod_v1" "quick_start" {
  metadata {
    name      = "quick-start"
    namespace = local.infra.namespace
    labels    = { "azure.workload.identity/use" = "true" }
  }

  spec {
    service_account_name = kubernetes_service_account_v1.workload.metadata[0].name

    container {
      name  = "oidc"
      image = "ghcr.io/azure/azure-workload-identity/msal-python:v1.5.1"

      env {
        name  = "KEYVAULT_URL"
        value = local.infra.vault_uri
      }
      env {
        name  = "SECRET_NAME"
        value = "my-secret"
      }
    }

    node_selector = { "kubernetes.io/os" = "linux" }
  }

  # The webhook adds variables and a volume as the pod is created.
  lifecycle {
    ignore_changes = all
  }

  depends_on = [helm_release.webhook]
}
