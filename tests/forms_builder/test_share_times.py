"""A share holds until its moment, and not at it: on the page, in the API, and for whoever acts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from forms_builder.services import forms, shares
from petbuddy.errors import Forbidden
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db

ENDS = datetime(2026, 3, 8, 9, 0, tzinfo=ZoneInfo("Asia/Taipei"))
MOMENT = timedelta(seconds=1)
TIMES = [(ENDS - MOMENT, True), (ENDS, False), (ENDS + MOMENT, False)]


@pytest.fixture
def shared():
    with time_machine.travel(ENDS - timedelta(days=3), tick=False):
        form, helper = FormFactory(), UserFactory()
        rights = ["edit_form", "publish_form", "view_results"]
        shares.share(form=form, email=helper.email, rights=rights, expires_at=ENDS, by=form.owner)
    return form, helper


@pytest.mark.parametrize(("moment", "is_in"), TIMES)
def test_the_pages_open_until_then(client, shared, moment, is_in):
    form, helper = shared
    with time_machine.travel(moment, tick=False):
        sign_in(client, helper)
        opened = [client.get(f"/forms/{form.pk}/{page}/").status_code for page in ("edit", "results", "close")]

    assert opened == [200 if is_in else 404] * 3


@pytest.mark.parametrize(("moment", "is_in"), TIMES)
def test_so_does_the_api(shared, moment, is_in):
    form, helper = shared
    with time_machine.travel(moment, tick=False):
        client = api(helper)
        answered = [client.get(f"/api/v1/forms/{form.pk}/{part}/").status_code for part in ("draft", "results")]

    assert answered == [200 if is_in else 404] * 2


@pytest.mark.parametrize(("moment", "is_in"), TIMES)
def test_so_does_acting(shared, moment, is_in):
    form, helper = shared
    with time_machine.travel(moment, tick=False):
        if is_in:
            forms.close(form=form, by=helper)
        else:
            with pytest.raises(Forbidden):
                forms.close(form=form, by=helper)

    form.refresh_from_db()
    assert (form.closed_at is not None) is is_in
