"""What the storage services share: accounts, proof, wire shapes. In all else they are strangers."""
