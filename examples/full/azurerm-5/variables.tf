variable "prefix" {
  description = "First part of every name."
  type        = string
  default     = "ch"
}

variable "project" {
  description = "Second part of every name."
  type        = string
  default     = "widemo"
}

variable "environment" {
  description = "Third part of every name."
  type        = string
  default     = "dev"
}

variable "deployment" {
  description = "Last part of every name: region and number."
  type        = string
  default     = "euw-001"
}

variable "location" {
  description = "Azure region."
  type        = string
  default     = "westeurope"
}

variable "owners_group" {
  description = "Entra group of the subscription's owners: administers the cluster and the vault."
  type        = string
  default     = "widemo-subscription-owners"
}

variable "address" {
  description = "An address, besides the caller's own, that may reach the vault."
  type        = string
  default     = "203.0.113.77"
}

variable "tags" {
  description = "Tags of this instance, merged over the common ones."
  type        = map(string)
  default     = {}
}

variable "secret" {
  description = "Value of the demo secret."
  type        = string
  default     = "Hello from Key Vault"
  sensitive   = true
}
