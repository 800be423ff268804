"""Looking ahead: where a pledge will stand when it falls due, how sure that is, and how likely its figures are."""
