variable "name" {
  description = "Prefix of every name; with the vault's suffix at most 24 characters."
  type        = string
  default     = "wiquickstart"
}

variable "location" {
  description = "Azure region."
  type        = string
  default     = "westeurope"
}

variable "namespace" {
  description = "Namespace of the service account."
  type        = string
  default     = "default"
}

variable "service_account" {
  description = "Service account that becomes the identity."
  type        = string
  default     = "workload-identity-sa"
}

variable "secret" {
  description = "Value of my-secret."
  type        = string
  default     = "Hello from Key Vault"
  sensitive   = true
}
