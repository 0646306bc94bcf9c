"""From answers to a judgement: facts, the proposal of each definition, and what a change would do."""
