"""DR Desktop plans disaster recovery for virtual machines on Azure Stack."""
