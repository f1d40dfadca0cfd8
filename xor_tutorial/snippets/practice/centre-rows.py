# Centring rows
# https://xor-tutorial.github.io/xor_tutorial/en/tensors/#exercise-3
#
# Write a function that subtracts from each row of a table the row's
# mean, so that every row has the mean 0.
#
# python -m xor_tutorial practice check tensors/centre-rows
# python -m xor_tutorial practice hint tensors/centre-rows

def centre_rows(x):
    ...
