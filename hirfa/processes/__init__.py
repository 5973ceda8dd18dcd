"""The few journeys that cross apps: each calls the operations of the apps below in turn, in one transaction."""
