"""One module a step; its public functions are the tasks of the DAGs and the commands of the CLI."""
