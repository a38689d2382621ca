"""How we talk: answers, the front desk and its channels; knows `indexer` and `knowledge`, is known by neither."""
