"""What happens to reports at their time: drafts at the cut-off, issues at the hour, known ahead."""
