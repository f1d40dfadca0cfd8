# 행의 평균 빼기
# https://xor-tutorial.github.io/xor_tutorial/tensors/#exercise-3
#
# 표의 각 행에서 그 행의 평균을 빼는 함수를 쓰세요. 결과의 각 행은 평균이 0입니다.
#
# python -m xor_tutorial practice check tensors/centre-rows
# python -m xor_tutorial practice hint tensors/centre-rows

def centre_rows(x):
    ...
