"""An outcome → what is shown: texts, labels of buttons, answers once more, answers in a list."""
