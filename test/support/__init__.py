"""What tests share; import it as ``opgavenkaart.test.support.<module>``."""
