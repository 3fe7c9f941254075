variable "model" {
  description = "Path of aksess.yaml, relative to this root."
  type        = string
  default     = "../aksess.yaml"
}

variable "infra_state_backend" {
  description = "Backend of the infra root's state: local, or azurerm for a team."
  type        = string
  default     = "local"
}

variable "infra_state" {
  description = "Configuration of that backend, as in the infra root's backend block."
  type        = map(string)
  default     = { path = "../infra/terraform.tfstate", workspace_dir = "../infra/terraform.tfstate.d" }
}

variable "cluster" {
  description = "Cluster of aksess.yaml that this root configures; may be empty where there is one."
  type        = string
  default     = ""
}

variable "install_webhook" {
  description = "Install the workload identity webhook's chart. Only where AKS does not run it: two of them fight."
  type        = bool
  default     = false
}

variable "webhook_chart" {
  description = "Chart of the webhook: a path, or a name in webhook_repository."
  type        = string
  default     = "workload-identity-webhook"
}

variable "webhook_repository" {
  description = "Helm repository of the chart; null where webhook_chart is a path."
  type        = string
  default     = "https://azure.github.io/azure-workload-identity/charts"
}

variable "quick_start" {
  description = "Run the test pod that prints a secret."
  type        = bool
  default     = true
}

variable "quick_start_image" {
  description = "Image of the test pod: it reads KEYVAULT_URL and SECRET_NAME and prints the secret."
  type        = string
  default     = "ghcr.io/azure/azure-workload-identity/msal-python:v1.5.1"
}
