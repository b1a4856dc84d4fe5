def test_db(db):
    from adoption.models import District
    assert District.objects.count() == 368
