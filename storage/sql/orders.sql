-- name: order_add^
INSERT INTO orders (token, lead_id, person_id, product, amount, currency, sold_by, sold_at)
VALUES (:token, :lead_id, :person_id, :product, :amount, :currency, :sold_by, :now)
ON CONFLICT (lead_id) DO NOTHING
RETURNING *

-- name: order_by_id^
SELECT * FROM orders WHERE id = :id

-- name: orders_of_person
SELECT * FROM orders WHERE person_id = :person_id ORDER BY id

-- name: check_in_add^
INSERT INTO check_ins (token, order_id, person_id, code, due_at)
VALUES (:token, :order_id, :person_id, :code, :due_at)
ON CONFLICT (order_id, code) DO NOTHING
RETURNING *

-- name: check_in_by_id^
SELECT * FROM check_ins WHERE id = :id

-- name: check_in_by_token^
SELECT * FROM check_ins WHERE token = :token AND person_id = :person_id

-- name: check_in_asked!
UPDATE check_ins SET asked_at = :now WHERE id = :id AND asked_at IS NULL

-- name: check_in_answer!
UPDATE check_ins SET answer = :answer, answered_at = :now WHERE id = :id AND answer IS NULL

-- name: check_ins_of_person
SELECT * FROM check_ins WHERE person_id = :person_id ORDER BY due_at
