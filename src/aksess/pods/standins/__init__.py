"""Programs that stand in for images where no container engine runs. They import nothing of aksess but each other."""
