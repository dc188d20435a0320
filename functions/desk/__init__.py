"""What the office reads: records, one at a time or exported, every read on the record's audit."""
